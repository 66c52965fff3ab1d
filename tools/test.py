"""``make test``: install what testing needs, then the whole suite. pytest's own summary is the last word.

What cannot be installed is named in that summary; with ``CI=true`` it fails.
"""

import os
import sys

from tools import prepare
from tools.prepare import PYTHON, ROOT


def main():
    os.chdir(ROOT)
    prepare.venv()
    prepare.requirements(prepare.DEV)
    prepare.pdf_libraries()
    missing = [*prepare.test_programs(), *prepare.missing_libraries()]
    environment = os.environ | {"CCR_TEST_MISSING": ",".join(missing)}
    if not any((ROOT / "var" / "fonts").glob("*.woff2")):
        with prepare.step("fonts"):
            prepare.run([PYTHON, "manage.py", "make_fonts"], env=os.environ | {"CCR_DEMO": "1"})
    # Two processes whatever the machine: the browser and the servers need the rest.
    arguments = sys.argv[1:] or ["-n", "2"]
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "pytest", *arguments], environment)


if __name__ == "__main__":
    main()

"""``make bench``: install what it needs, then measure."""

import os
import sys

from tools import prepare
from tools.prepare import PYTHON, ROOT


def main():
    os.chdir(ROOT)
    prepare.venv()
    prepare.requirements(prepare.DEV)
    prepare.pdf_libraries()
    prepare.test_programs()
    os.execv(PYTHON, [str(PYTHON), "-m", "tests.bench", *sys.argv[1:]])


if __name__ == "__main__":
    main()

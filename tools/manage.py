"""``manage.py`` on a machine where nothing may be installed yet: ``python -m tools.manage backup``."""

import os
import sys

from tools import prepare


def main():
    prepare.venv()
    prepare.requirements()
    os.chdir(prepare.ROOT)
    os.execv(prepare.PYTHON, [str(prepare.PYTHON), "manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()

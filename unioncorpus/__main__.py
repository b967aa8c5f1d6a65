"""python -m unioncorpus"""

import sys

from unioncorpus.cli import main

if __name__ == "__main__":
    sys.exit(main())

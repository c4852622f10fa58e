"""`python -m tests.asvs` writes docs/asvs.md."""

from tests.asvs.table import PAGE, page

PAGE.write_text(page())

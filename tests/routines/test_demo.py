import pytest
from django.core.management import CommandError, call_command


def test_a_day_that_cannot_be_read_is_named():
    with pytest.raises(CommandError, match="argument --today: invalid day value: 'yesterday'"):
        call_command("demo", "--today", "yesterday")

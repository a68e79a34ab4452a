"""The forms of TIMEX3 values, by type."""

import re

import pytest

from copydesk.check.timexes import patterns

GOOD = {
    "DATE": "2006-08-30 2006-08 2006 199 19 XXX XXXX-08 XXXX-XX-30 2006-W35 2006-W35-WE 2006-W35-3 2006-SP "
    "2006-Q3 2006-H1 2006-QX FY2006 FY2006-Q2 BC0044 PAST_REF PRESENT_REF FUTURE_REF",
    "TIME": "2006-08-30T10:15 2006-08-30T24:00 2006-08-30T10:15:30Z 2006-08-30T10:15+03:00 2006-08-30TMO "
    "TNI T09 2006-08-30T10 PRESENT_REF",
    "DURATION": "P3D P10Y PT20M P1DE PXY PXX P1Y6M PT1H30M P2Q P0.5Y P1W PT42S P1WE P2FY PTXH",
    "SET": "P1D P3M XXXX-WXX-1 XXXX-08 XXXX-SU XXXX-XX-XXTMO PXD TNI",
}
BAD = {
    "DATE": "2006-8-30 2006-13 2006-02-32 06-08-30 August P3D 2006-W54 2006-SX 2006-08-30T10:15 20060830 "
    "2006-Q5",
    "TIME": "2006-08-30 10:15 T25 T10:60 2006-08-30T P3D TXY",
    "DURATION": "3D P3 P PT P3DT 2006 P-3D 3_DAYS PXXX",
    "SET": "every_day 1D weekly",
}


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, row in GOOD.items() for value in row.split()]
)
def test_value_of_the_type_is_taken(kind, value):
    assert re.match(patterns()[kind], value)


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, row in BAD.items() for value in row.split()]
)
def test_value_of_another_form_is_refused(kind, value):
    assert not re.match(patterns()[kind], value)

"""Work that a page does not wait for; each takes ids and may run twice."""

from mumpuni.assessment.jobs import notices as notices
from mumpuni.assessment.jobs import reports as reports
from mumpuni.assessment.jobs import timetables as timetables
from mumpuni.assessment.jobs import validity as validity

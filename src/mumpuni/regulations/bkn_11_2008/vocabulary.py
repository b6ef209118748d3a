"""Words that several rules of Perka BKN 11/2008 share."""

from typing import Literal

Echelon = Literal["I", "II", "III", "IV"]
Body = Literal["upk", "tpk"]
Method = Literal["interview", "questionnaire", "psychometrics", "case-analysis", "presentation", "assessment-center"]
Part = Literal["potential", "competency"]

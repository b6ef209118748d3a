"""What the pages about requests and nominations share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Request
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm


class OnRequest(ServiceForm):
    """A form about the request of the address, in this actor's sight."""

    @property
    def asked(self) -> Request:
        """That request."""
        if not hasattr(self, "_asked"):
            self._asked = selectors.request(self.request.user, self.kwargs["pk"])
        return self._asked

    def may(self) -> None:
        """Raise `Refused` for those who may not act here; the service asks again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            self.asked  # noqa: B018
            self.may()
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        """The request's page."""
        return reverse("assessment:request", args=[self.kwargs["pk"]])


class AskAboutRequest(OnRequest, Question):
    """A question before an act on a request."""


class ByAgency:
    """Acts of the agency's own personnel officials; stands before the kind of form."""

    request: Any
    asked: Request

    def may(self) -> None:
        """Only for them."""
        require(policies.may_ask(self.request.user, self.asked.agency_id), words.MAY_NOT_ASK)

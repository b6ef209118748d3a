"""The rules over HTTP: the same facts, decisions and refusals as on the command line.

Open to everyone, as the law is; nothing of the register is read and nothing is kept.
"""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from ninja import Router

from mumpuni.regulations import Misfit, answer, rules

#: Everybody may ask, and each answer takes the time of a web process.
MOST_BYTES = 512 * 1024
router = Router(auth=None, tags=["rules"])
_FACTS = {
    "requestBody": {
        "required": True,
        "description": "Facts as the rule's JSON Schema says (`GET /rules`), or a list of them.",
        "content": {"application/json": {"schema": {"type": ["object", "array"]}}},
    }
}


@router.get("/rules", summary="Every rule with its articles and the JSON Schema of facts and values")
def list_rules(request: HttpRequest) -> JsonResponse:
    """List the rules in the language of Accept-Language."""
    language = get_language_from_request(request)
    return _answer([rule.as_json(language) for rule in rules()], language)


@router.post("/rules/{regulation}/{name}/decisions", summary="Judge facts by a rule", openapi_extra=_FACTS)
def decide(request: HttpRequest, regulation: str, name: str, on: str | None = None) -> JsonResponse:
    """Judge the facts in the body, as the law stood on the day `on`; 422 names each wrong field.

    Over 512 KB are refused with 413.
    """
    language = get_language_from_request(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        with override(language):
            said = _("Paling besar %(most)d KB sekali kirim.") % {"most": MOST_BYTES >> 10}
        most = {"error": "too-large", "message": said}
        return _answer(most, language, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return _answer(answer(f"{regulation}/{name}", request.body, on, language), language)
    except Misfit as misfit:
        return _answer(misfit.as_json(language), language, HTTPStatus.UNPROCESSABLE_ENTITY)


def _answer(data: Any, language: str, status: int = HTTPStatus.OK) -> JsonResponse:
    """The API follows Accept-Language, unlike the screens, which begin in Indonesian whatever a browser prefers."""
    response = JsonResponse(data, status=status, safe=False, headers={"Content-Language": language})
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response

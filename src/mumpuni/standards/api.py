"""Published SKK-PDN as CASE 1.1 over HTTP, open to everyone; drafts are never answered here."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Query, Router

from mumpuni.standards.selectors import case
from mumpuni.ui import limits

MOST = 100
router = Router(auth=None, tags=["case"])


@router.get("/case/CFDocuments", summary="Every published SKK-PDN, as CASE 1.1 documents")
def documents(
    request: HttpRequest, limit: int = Query(MOST, ge=1, le=MOST), offset: int = Query(0, ge=0)
) -> HttpResponse:
    """List the heads of published versions, at most 100 at once; `X-Total-Count` says how many there are."""
    if refused := _refused(request):
        return refused
    found = case.published()
    base = request.build_absolute_uri("/")
    listed = [case.document(version, base) for version in found[offset : offset + limit]]
    return _answer({"CFDocuments": listed}, headers={"X-Total-Count": str(found.count())})


@router.get("/case/CFDocuments/{identifier}", summary="The head of one published SKK-PDN")
def document(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give one document; 404 for a draft as for what does not exist."""
    if refused := _refused(request):
        return refused
    version = case.published().filter(identifier=identifier).first()
    return _answer(case.document(version, request.build_absolute_uri("/"))) if version else _unknown()


@router.get("/case/CFPackages/{identifier}", summary="One published SKK-PDN with its items and associations")
def package(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give one package; 404 for a draft as for what does not exist."""
    if refused := _refused(request):
        return refused
    version = case.published().filter(identifier=identifier).first()
    return _answer(case.package(version, request.build_absolute_uri("/"))) if version else _unknown()


@router.get("/case/CFItems/{identifier}", summary="One unit, element or criterion of a published SKK-PDN")
def item(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give one item; 404 for one of a draft as for what does not exist."""
    if refused := _refused(request):
        return refused
    found = case.item(identifier, request.build_absolute_uri("/"))
    return _answer(found) if found else _unknown()


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to one who asks too often; the rate is that of the rules, counted apart."""
    if limits.within(request, "case", settings.MUMPUNI_RULES_PER_MINUTE):
        return None
    with override("id"):
        said = _("Terlalu banyak pertanyaan dalam semenit. Coba lagi dalam %(wait)d detik.") % {"wait": limits.WINDOW}
    refused = JsonResponse({"error": "too-many", "message": said}, status=HTTPStatus.TOO_MANY_REQUESTS)
    refused["Retry-After"] = str(limits.WINDOW)
    return refused


def _unknown() -> HttpResponse:
    said = "Tidak ada standar yang ditetapkan dengan pengenal ini."
    return JsonResponse({"error": "unknown", "message": said}, status=HTTPStatus.NOT_FOUND)


def _answer(data: object, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(case.encoded(data), content_type="application/json", headers=headers)

"""The shell's own addresses, sign-in, and a few pages that only tests need."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mumpuni.ui.errors import too_many_requests
from tests.ui import pages

handler400 = "mumpuni.ui.errors.bad_request"
handler403 = "mumpuni.ui.errors.permission_denied"
handler404 = "mumpuni.ui.errors.not_found"
handler500 = "mumpuni.ui.errors.server_error"


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Hanya penyelenggara yang menerbitkan sertifikat.")


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("rusak untuk diuji")


urlpatterns = [
    path("uji/ditolak/", refuse),
    path("uji/rusak/", break_down),
    path("uji/sering/", lambda request: too_many_requests(request, wait=30)),
    path("uji/formulir/", pages.form_page),
    path("uji/daftar/", pages.AgencyList.as_view()),
    path("uji/hapus/", pages.delete_page),
    path("uji/kisi/", pages.grid_page),
    path("uji/kemajuan/", pages.progress_page),
    path("uji/komponen/", pages.components_page),
    path("akun/", include("allauth.urls")),
    path("", include("mumpuni.ui.urls")),
]

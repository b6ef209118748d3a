"""A question before an act that cannot be taken back lightly: a page, or a dialog over the page that led here."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise


def ask(
    request: HttpRequest,
    *,
    title: str | Promise,
    text: str | Promise,
    button: str | Promise,
    back: str,
    form: BaseForm | None = None,
    danger: bool = False,
) -> HttpResponse:
    """Draw the question; the answer is a POST to the same address.

    `text` says what will happen to how many; `form` asks for more, such as the reason; `back` is where "Batal" leads.
    A link with `data-dialog` opens the same question over its page.
    """
    context: dict[str, Any] = {
        "title": title,
        "text": text,
        "button": button,
        "back": back,
        "form": form,
        "danger": danger,
        "action": request.get_full_path(),
    }
    in_dialog = bool(getattr(request, "htmx", False)) and request.method == "GET"
    return render(request, "ui/_confirm.html" if in_dialog else "ui/confirm.html", context)

"""Pages of the modules of the guide."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.people.models import Level
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm
from mumpuni.standards.forms.positions import ModuleForm
from mumpuni.standards.models import LearningModule
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import modules as selectors
from mumpuni.standards.services import modules as services
from mumpuni.standards.words import MAY_NOT_MAP_MODULES


@login_required
@require_safe
def module_list(request: HttpRequest) -> HttpResponse:
    """Modules of each tier with the units they serve, and what is not linked yet."""
    found = list(selectors.modules(request.user))
    judged = [(each, selectors.judge_module(each)) for each in found]
    whole = selectors.judge_map(found)
    context = {
        "groups": [(Level(level).label, [row for row in judged if row[0].level == level]) for level in services.LEVELS],
        "found": found,
        "unlinked": sum(decision is not None for _module, decision in judged),
        "example": next((decision for _module, decision in judged if decision is not None), None),
        "whole": whole,
        "without": len(whole.values["without_module"]),
        "entries": whole.values["entries"],
        "may_map": policies.may_map_modules(request.user),
    }
    return render(request, "standards/modules.html", context)


class ChangeModule(ServiceForm):
    """Code and units of a module."""

    lead = gettext_lazy("Judul dan urutannya menurut panduan 2019; kode dan unitnya diisi penyelenggara.")
    done = gettext_lazy("Modul disimpan.")
    form_class = ModuleForm

    @property
    def module(self) -> LearningModule:
        """The module of the address."""
        if not hasattr(self, "_module"):
            require(policies.may_map_modules(self.request.user), MAY_NOT_MAP_MODULES)
            self._module = selectors.module(self.request.user, self.kwargs["pk"])
        return self._module

    def get_form_kwargs(self) -> dict[str, Any]:
        """The units on offer are those of its tier."""
        return {**super().get_form_kwargs(), "module": self.module}

    def get_initial(self) -> dict[str, Any]:
        """As it is now."""
        return {"code": self.module.code, "units": [each.pk for each in self.module.units.all()]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The module's title heads the page."""
        return {**super().get_context_data(**kwargs), "title": self.module.title}

    def act(self, form: ModuleForm) -> LearningModule:
        """Change."""
        return services.change_module(actor=self.request.user, module=self.module, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("standards:modules")

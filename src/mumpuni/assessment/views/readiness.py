"""Questions on the way to the first day: freeze, open again, close the preparation, begin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.events import ReasonForm, RevisionForm
from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import readiness as services
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question


class _OnPlan(Question):
    """A question to chair and admin about the plan of an event."""

    form_class = RevisionForm
    service: Any

    @property
    def event(self) -> Event:
        """The event of the address."""
        if not hasattr(self, "_event"):
            self._event = event_for(self.request.user, self.kwargs["pk"])
            require(policies.may_plan(self.request.user, self._event), words.MAY_NOT_PLAN)
        return self._event

    def get_initial(self) -> dict[str, Any]:
        """From which state."""
        return {"revision": self.event.revision}

    def act(self, form: Any) -> Event:
        """Do it."""
        done: Event = type(self).service(actor=self.request.user, event=self.event, **form.cleaned_data)
        return done

    def back(self) -> str:
        """The board."""
        return reverse("assessment:event", args=[self.kwargs["pk"]])


class Freeze(_OnPlan):
    """Close the plan."""

    title = gettext_lazy("Kunci rancangan ini?")
    lead = gettext_lazy(
        "Alat ukur, tim, dan fasilitas diperiksa sekali lagi lalu ditutup bersama putusannya. Membuka kunci memerlukan "
        "alasan dan menaikkan versi rancangan."
    )
    button = gettext_lazy("Kunci rancangan")
    done = gettext_lazy("Rancangan dikunci. Susun kelompok dan jadwal.")
    service = staticmethod(services.freeze_event)


class Unfreeze(_OnPlan):
    """Open it again."""

    title = gettext_lazy("Buka kunci rancangan?")
    lead = gettext_lazy("Rancangan menjadi versi berikutnya dan harus dikunci lagi sebelum pelaksanaan.")
    button = gettext_lazy("Buka kunci")
    done = gettext_lazy("Kunci dibuka; ubah lalu kunci kembali.")
    form_class = ReasonForm
    service = staticmethod(services.unfreeze_event)


class Prepare(_OnPlan):
    """Close the preparation."""

    title = gettext_lazy("Persiapan selesai?")
    lead = gettext_lazy("Keempat komponen diperiksa lagi. Sesudah itu pelaksanaan dapat dimulai pada hari pertamanya.")
    button = gettext_lazy("Persiapan selesai")
    done = gettext_lazy("Persiapan selesai; kegiatan siap dilaksanakan.")
    service = staticmethod(services.prepare_event)


class Start(_OnPlan):
    """Begin."""

    title = gettext_lazy("Mulai pelaksanaan?")
    lead = gettext_lazy("Sesudah dimulai, rancangan, tim, dan jadwalnya tidak berubah lagi.")
    button = gettext_lazy("Mulai pelaksanaan")
    done = gettext_lazy("Pelaksanaan dimulai.")
    service = staticmethod(services.start_event)

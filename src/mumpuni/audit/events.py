"""What happens in this app, in the words of the trail."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "audit.attempt.refused": _("Percobaan mengubah ditolak"),
}

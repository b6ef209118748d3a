"""Sentences that more than one room says."""

from django.utils.translation import gettext_lazy as _

MAY_NOT_SEE = _("Daftar unit kompetensi dilihat oleh penyelenggara, penguji, penanda tangan, dan pengawas program.")

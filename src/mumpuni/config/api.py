"""The HTTP API, mounted at /api/v1/. Each app brings a router whose operations call the same services as its pages."""

from ninja import NinjaAPI
from ninja.security import django_auth

from mumpuni import __version__
from mumpuni.config.api_rules import router as rules
from mumpuni.standards.api import router as case

# Who asks must be signed in unless a router says otherwise; the interactive page needs inline scripts, so it is off.
api = NinjaAPI(title="Mumpuni", version=__version__, urls_namespace="api", auth=django_auth, docs_url=None)
api.add_router("", rules)
api.add_router("", case)

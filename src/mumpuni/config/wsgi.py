"""The door for web servers: `mumpuni.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mumpuni.config.settings.base")
application = get_wsgi_application()

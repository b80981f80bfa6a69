"""The entry of web servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuheng.config.settings")

application = get_wsgi_application()

from shuheng.assessment import library  # noqa: E402  models can be imported only once Django is set up

library.warm()

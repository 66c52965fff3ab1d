"""What gunicorn serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccr.settings")
application = get_wsgi_application()

from ccr.wall.guard import close_by_default  # noqa: E402  the models must be loaded

close_by_default()

# A full collection of garbage goes through every module and every model: 100 ms in which no page is answered. What is
# loaded by now, the views included, stays as long as the process does, and is left out of it.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()

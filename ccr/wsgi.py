"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccr.settings")
application = get_wsgi_application()

from ccr.wall.guard import close_by_default  # noqa: E402  the models must be loaded

close_by_default()

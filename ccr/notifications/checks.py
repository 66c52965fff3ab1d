"""A mail table that the machine cannot send from, or that coordination cannot follow, is a mistake of its plate."""

from django.core.checks import Error, register

from ccr.wall.sides import Side

from .outbox import mail_models, outgoing_models


@register("notifications")
def check_plates(app_configs, **kwargs):
    """E001: the machine sends from every table; coordination follows and resends those about an object."""
    errors = []
    for model in outgoing_models():
        needed = {Side.MACHINE, Side.COORDINATION} if model in mail_models() else {Side.MACHINE}
        if missing := needed - (set(model.readers) & set(model.writers)):
            names = ", ".join(sorted(missing))
            errors.append(Error(f"{model._meta.label} must be read and written by: {names}.", id="notifications.E001"))
    return errors

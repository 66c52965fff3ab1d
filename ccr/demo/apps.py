from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ccr.demo"
    label = "ccr_demo"
    verbose_name = "démonstration"

    def ready(self):
        from ccr import clock
        from ccr.celery import app, every
        from ccr.demo.models import Stage

        clock.use_offset(Stage.read_offset)
        app.conf.beat_schedule["demo"] = every(30, "ccr.demo.tasks.live")

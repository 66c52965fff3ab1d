from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ccr.demo"
    label = "ccr_demo"
    verbose_name = "démonstration"

    def ready(self):
        from ccr import clock
        from ccr.demo.models import Stage

        clock.use_offset(Stage.read_offset)

"""The meetings of a call."""

from django import forms

from ccr import clock
from ccr.programme.models import Meeting, MeetingKind
from ccr.ui.forms import DateField, SentenceField, StandardHelper, TimeInput

from .reasons import reason_field


class MeetingForm(forms.ModelForm):
    """Kind, day, hour and place of a meeting; why, once the call is published."""

    day = DateField(label="Jour")
    hour = forms.TimeField(label="Heure", widget=TimeInput())
    reason = reason_field()

    class Meta:
        model = Meeting
        fields = ["kind", "place"]
        field_classes = {"place": SentenceField}

    field_order = ["kind", "day", "hour", "place", "reason"]

    def __init__(self, *args, campaign=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.campaign = campaign
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", "Choisir…"), *MeetingKind.choices]
        if not campaign.is_public:  # nobody counts on it yet
            del self.fields["reason"]
        self.helper = StandardHelper("Voir ce que cela entraîne" if campaign.is_public else "Ajouter au calendrier")

    def clean(self):
        data = super().clean()
        if data.get("day") and data.get("hour"):
            start = clock.start_of(data["day"])
            data["starts_at"] = start.replace(hour=data["hour"].hour, minute=data["hour"].minute)
            self.instance.starts_at = data["starts_at"]
        return data


class MeetingChangeForm(MeetingForm):
    """Another day, hour or place for a meeting: its kind does not change."""

    reason = reason_field(required=False)  # another room for a committee is told to nobody

    class Meta(MeetingForm.Meta):
        fields = ["place"]

    field_order = ["day", "hour", "place", "reason"]

    @classmethod
    def of(cls, meeting: Meeting, data=None, change=None):
        """The form of a meeting, or of the change that waits for it."""
        shown = change or meeting
        moment = clock.in_paris(shown.starts_at)
        initial = {
            "day": moment.date(),
            "hour": moment.time(),
            "place": shown.place,
            "reason": getattr(change, "reason", ""),
        }
        form = cls(data, campaign=meeting.campaign, initial=initial)
        form.helper = StandardHelper(
            "Voir ce que cela entraîne" if meeting.campaign.is_public else "Modifier la réunion"
        )
        return form

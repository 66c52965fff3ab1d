"""Accounts in the admin: opened, closed, named; never deleted, no password in sight."""

from django import forms
from django.contrib import admin

from ccr import journal
from ccr.accounts.forms import NAMES
from ccr.accounts.models import Person
from ccr.ui.forms import ShownForm


class PersonAdminForm(ShownForm, forms.ModelForm):
    """A page opened before somebody closed the account does not open it again."""

    class Meta:
        model = Person
        fields = ["first_name", "last_name", "phone", "is_active", "is_admin"]
        field_classes = NAMES

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keep_shown()

    def clean(self):
        cleaned = self.with_stored(super().clean())
        if self.instance == self.acting_person and not (cleaned.get("is_active") and cleaned.get("is_admin")):
            raise forms.ValidationError(
                "Vous ne pouvez ni fermer votre propre compte, ni quitter l’administration ici."
            )
        return cleaned


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    """People sign up or are invited; the administrator opens and closes accounts."""

    form = PersonAdminForm
    list_display = ["email", "last_name", "first_name", "is_active", "is_admin", "last_login"]
    list_filter = ["is_active", "is_admin"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["last_name", "first_name", "email"]
    fields = ["email", "first_name", "last_name", "phone", "is_active", "is_admin", "date_joined", "last_login"]
    readonly_fields = ["email", "date_joined", "last_login"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.acting_person = request.user
        return form

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        journal.record(request.user, "account_changed", obj, fields=sorted(form.changed_data))

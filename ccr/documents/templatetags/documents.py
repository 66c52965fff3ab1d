"""The state of a document in a page. A builtin: no ``{% load %}``."""

from django import template

from ccr.documents.views import state_context

register = template.Library()


@register.inclusion_tag("documents/state.html")
def document_state(document, label=""):
    """Where the document is: it follows itself while it is being made, then downloads, or can be retried.

    Nothing when there is no document. label: instead of the document's title.
    """
    return state_context(document, label)

"""What every page of instruction does: find the file."""

from django.shortcuts import get_object_or_404

from selection.models import File


def get_file(request, pk) -> File:
    """The file, with what this person did of it; 404 when she may not know of it."""
    rows = File.objects.visible_to(request.seat).with_my_work(request.seat).with_list_data()
    return get_object_or_404(rows.select_related("campaign"), pk=pk)

"""The list of jobs, one job with its progress, and what may be done with it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shuheng.jobs import actions
from shuheng.jobs.models import Job
from shuheng.jobs.queries import job_page, jobs_page
from shuheng.web.access import actor_of, permission, read_before
from shuheng.web.addresses import page_number
from shuheng.web.fragments import is_fragment, render_page

ENDED_EVENT = "job-ended"


@permission("jobs.read")
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    page = jobs_page(request.GET.get("state", ""), page_number(request.GET.get("page", "")))
    return render_page(request, "jobs/list.html", page)


@permission("jobs.read")
@require_safe
def job(request: HttpRequest, number: int) -> HttpResponse:
    """The page; for HTMX, the progress alone, which asks again until the job has ended."""
    found = get_object_or_404(Job, pk=number)
    page = job_page(found, timezone.now())
    if not is_fragment(request):
        return render_page(request, "jobs/job.html", page)
    read_before(request)  # every second of one reading would make a row in the log
    response = render_page(request, "jobs/poll.html", page)
    if found.ended:
        response["HX-Trigger"] = ENDED_EVENT
    return response


@permission("jobs.cancel")
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    found = actions.cancel(job=get_object_or_404(Job, pk=number), actor=actor_of(request))
    return HttpResponseRedirect(reverse("job", args=[found.pk]))


@permission("jobs.cancel")
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """A job that has not ended is shown instead: there is nothing to run again yet."""
    found = get_object_or_404(Job, pk=number)
    if found.ended:
        found = actions.retry(job=found, actor=actor_of(request))
    return HttpResponseRedirect(reverse("job", args=[found.pk]))

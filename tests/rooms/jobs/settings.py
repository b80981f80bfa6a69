"""The product's settings with the tasks of these tests, for processes that a test starts."""

from shuheng.config.settings import *  # noqa: F403  everything but one line is the product's

JOB_TASKS = "tests.rooms.jobs.tasks.TASKS"

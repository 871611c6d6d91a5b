"""Addresses of schooling."""

from __future__ import annotations

from django.urls import path

from throughgate.person.schooling.views import courses, listing, staff, subjects

app_name = "schooling"
urlpatterns = [
    path("courses/", listing.CourseList.as_view(), name="list"),
    path("courses/export/", listing.CourseList.as_file(), name="export"),
    path("courses/add", courses.MakeCourse.as_view(), name="add"),
    path("courses/<uuid:key>/", courses.course, name="course"),
    path("courses/<uuid:key>/change", courses.ChangeCourse.as_view(), name="change"),
    path("courses/<uuid:key>/subjects/", subjects.Subjects.as_view(), name="subjects"),
    path("courses/<uuid:key>/subjects/<uuid:row>", subjects.OneSubject.as_view(), name="subject"),
    path(
        "courses/<uuid:key>/subjects/<uuid:row>/remove",
        subjects.RemoveSubject.as_view(),
        name="remove-subject",
    ),
    path("courses/<uuid:key>/staff", staff.CourseStaff.as_view(), name="staff"),
]

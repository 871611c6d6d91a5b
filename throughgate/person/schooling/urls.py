"""Addresses of schooling."""

from __future__ import annotations

from django.urls import path

from throughgate.person.schooling.views import (
    certificates,
    courses,
    facts,
    grid,
    learning,
    listing,
    people,
    registrations,
    staff,
    subjects,
)

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
    path("courses/<uuid:key>/conference", people.ConferencePage.as_view(), name="conference"),
    path("courses/<uuid:key>/marks", grid.Marks.as_view(), name="marks"),
    path("courses/<uuid:key>/cell", grid.save_cell, name="cell"),
    path("courses/<uuid:key>/people", people.Enrol.as_view(), name="enrol"),
    path("courses/<uuid:key>/enrolments/<uuid:row>/leave", people.Leave.as_view(), name="leave"),
    path("courses/<uuid:key>/enrolments/<uuid:row>/levels", people.Levels.as_view(), name="levels"),
    path("people/<uuid:key>/learning/", learning.learning, name="learning"),
    path("courses/<uuid:key>/certificates/", certificates.lights, name="lights"),
    path(
        "courses/<uuid:key>/enrolments/<uuid:row>/certificates/<slug:rule>",
        certificates.Decide.as_view(),
        name="decide",
    ),
    path("certificates/", certificates.Eligible.as_view(), name="eligible"),
    path("certificates/export/", certificates.Eligible.as_file(), name="eligible-export"),
    path("certificates/registrations/", registrations.Registrations.as_view(), name="registrations"),
    path(
        "certificates/registrations/export/",
        registrations.Registrations.as_file(),
        name="registrations-export",
    ),
    path(
        "certificates/registrations/paper/",
        registrations.RegistrationsPaper.as_file(),
        name="registrations-paper",
    ),
    path("people/<uuid:key>/certificates/", certificates.of_person, name="certificates"),
    path("people/<uuid:key>/certificates/facts", facts.FactsPage.as_view(), name="facts"),
    path("people/<uuid:key>/certificates/<uuid:row>/", registrations.registration, name="registration"),
    path("people/<uuid:key>/certificates/<uuid:row>/move", registrations.move, name="move-registration"),
    path("people/<uuid:key>/certificates/<uuid:row>/file", registrations.File.as_view(), name="file"),
    path(
        "people/<uuid:key>/certificates/<uuid:row>/withdraw",
        registrations.Withdraw.as_view(),
        name="withdraw",
    ),
    path(
        "people/<uuid:key>/certificates/<uuid:row>/take-back",
        registrations.TakeBack.as_view(),
        name="take-back",
    ),
]

"""Addresses of the register of organisations."""

from __future__ import annotations

from django.urls import path

from throughgate.ground.organisations import card_pages, part_pages, suggesting, views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="list"),
    path("organisations/export/", views.OrganisationList.as_file(), name="export"),
    path("organisations/cards/", card_pages.CardList.as_file(), name="cards-of-list"),
    path("organisations/suggest/", suggesting.suggest, name="suggest"),
    path("organisations/add/", views.AddOrganisation.as_view(), name="add"),
    path("organisations/<slug:code>/", part_pages.overview, name="page"),
    path("organisations/<slug:code>/contacts/", part_pages.contacts, name="contacts"),
    path("organisations/<slug:code>/change/", views.ChangeOrganisation.as_view(), name="change"),
    path("organisations/<slug:code>/sites/add/", views.SitePage.as_view(), name="add-site"),
    path("organisations/<slug:code>/sites/<uuid:key>/", views.SitePage.as_view(), name="site"),
    path("organisations/<slug:code>/sites/<uuid:key>/remove/", views.remove_site, name="remove-site"),
    path("organisations/<slug:code>/contacts/cards/", card_pages.all_cards, name="cards"),
    path("organisations/<slug:code>/contacts/<uuid:key>/card/", card_pages.one_card, name="card"),
    path("organisations/<slug:code>/contacts/add/", views.ContactPage.as_view(), name="add-contact"),
    path("organisations/<slug:code>/contacts/<uuid:key>/", views.ContactPage.as_view(), name="contact"),
    path(
        "organisations/<slug:code>/contacts/<uuid:key>/remove/", views.remove_contact, name="remove-contact"
    ),
]

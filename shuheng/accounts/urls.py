"""Addresses of this room."""

from django.urls import path

from shuheng.accounts.views import agencies, agency_file, people, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("password/", sign_in.password, name="password"),
    path("setup/", sign_in.first_setup, name="setup"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.agency_new, name="agency-new"),
    path("agencies/file/", agency_file.agencies_export, name="agencies-export"),
    path("agencies/import/", agency_file.agencies_import, name="agencies-import"),
    path("agencies/import/apply/", agency_file.agencies_apply, name="agencies-apply"),
    path("agencies/<str:code>/", agencies.agency, name="agency-page"),
    path("agencies/<str:code>/edit/", agencies.agency_edit, name="agency-edit"),
    path("agencies/<str:code>/end/", agencies.agency_end, name="agency-end"),
    path("agencies/<str:code>/reopen/", agencies.agency_reopen, name="agency-reopen"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<int:number>/", people.person, name="person"),
    path("people/<int:number>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:number>/active/", people.person_active, name="person-active"),
    path("people/<int:number>/password/", people.person_password, name="person-password"),
    path("people/<int:number>/roles/", people.person_grant, name="person-grant"),
    path("people/<int:number>/roles/<int:grant>/revoke/", people.grant_revoke, name="grant-revoke"),
]

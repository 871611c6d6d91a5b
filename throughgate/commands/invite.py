"""Open the door for an organisation's first administrator: print a code for one person, who signs up with it."""

from __future__ import annotations

import argparse
import sys

from throughgate.commands.environment import set_up_django


def main(arguments: list[str]) -> int:
    """Make the organisation where it does not exist, and invite an administrator into it."""
    parser = argparse.ArgumentParser(prog="throughgate invite", description=__doc__)
    parser.add_argument("--organisation", required=True, help="its code, such as musterstadt")
    parser.add_argument("--given-names", required=True)
    parser.add_argument("--family-name", required=True)
    parser.add_argument("--name", help="the organisation's name, where it is new")
    parser.add_argument("--kind", help="prison, probation, school, company, chamber ..., where it is new")
    parser.add_argument("--region", help="the region's code, where the organisation is new")
    parser.add_argument("--region-name", help="the region's name, where the region is new")
    parser.add_argument("--country", default="DE", help="the region's country (default: %(default)s)")
    options = parser.parse_args(arguments)
    set_up_django()
    from django.core.exceptions import ValidationError
    from django.urls import reverse
    from django.utils import timezone

    from throughgate.foundation.database.context import NOBODY, acting
    from throughgate.ground.accounts.actions.invitations import invite_first_administrator

    try:
        with acting(NOBODY):
            organisation = _organisation(options)
            issued = invite_first_administrator(
                organisation=organisation, given_names=options.given_names, family_name=options.family_name
            )
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 1
    until = timezone.localdate(issued.invitation.expires_at).isoformat()
    print(
        f"{options.given_names} {options.family_name} joins {organisation.name} at {reverse('account_invitation')}"
    )
    print(f"with this code, once, until {until}:\n\n    {issued.code}\n")
    return 0


def _organisation(options: argparse.Namespace):  # type: ignore[no-untyped-def]  # noqa: ANN202 - models load late
    from django.core.exceptions import ValidationError

    from throughgate.ground.organisations.models import Organisation, Region, keys_of

    there = Organisation.objects.filter(code=options.organisation).first()
    if there is not None:
        return there
    if not (options.name and options.kind and options.region):
        raise ValidationError("This organisation is new: --name, --kind and --region are needed.")
    region, _ = Region.objects.get_or_create(
        code=options.region,
        defaults={"name": options.region_name or options.region, "country": options.country},
    )
    organisation = Organisation(
        code=options.organisation,
        kind=options.kind,
        name=options.name,
        **keys_of(options.name),
        region=region,
    )
    organisation.full_clean()
    organisation.save(force_insert=True)
    return organisation

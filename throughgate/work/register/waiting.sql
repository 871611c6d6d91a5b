-- What waits in the register for those who keep it, in the region `here`: `registrations` that were confirmed before a moment and not
-- answered, or came without an address to mail to, so that a letter must go out; and `entries` that nobody has looked at since a
-- day, or of which something changed, of an organisation its own. At most `most` of each, the oldest first; all, where that is
-- NULL. Planned once for each connection.
CREATE OR REPLACE FUNCTION gate.register_waits(here uuid, before timestamptz, stale date, most integer)
RETURNS TABLE (part text, key uuid, called varchar, kind varchar, town varchar, offers text[], sent timestamptz,
               since timestamptz, looked date, changed boolean)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
DECLARE
  keeps constant boolean := gate.writes('registration');
  keeps_own constant boolean := gate.writes('own_registration');
  ours constant uuid := gate.organisation();
BEGIN
  RETURN QUERY
  (SELECT 'registrations'::text, r.id, r.name, r.kind, r.town, r.offers::text[], r.sent_at,
          coalesce(r.confirmed_at, r.sent_at), NULL::date, false
   FROM register_registration r
   WHERE keeps AND r.region_id = here
     AND (r.state = 'registered' AND r.confirmed_at < before OR r.state = 'sent' AND r.email = '' AND r.sent_at < before)
   ORDER BY r.sent_at, r.id LIMIT most)
  UNION ALL
  (SELECT 'entries'::text, r.id, r.name, r.kind, r.town, r.offers::text[], NULL::timestamptz,
          NULL::timestamptz, r.refreshed_on, r.said <> '' OR p.is_there
   FROM register_registration r, LATERAL (
     SELECT EXISTS (SELECT FROM register_proposal o WHERE o.registration_id = r.id) AS is_there) p
   WHERE r.state IN ({of_register}) AND CASE WHEN keeps THEN r.region_id = here ELSE keeps_own AND r.organisation_id = ours END
     AND (r.state = 'verified' AND r.refreshed_on < stale OR r.said <> '' OR p.is_there)
   ORDER BY r.refreshed_on, r.id LIMIT most);
END
$$;

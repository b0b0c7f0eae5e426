"""The statements about codes sent to telephones."""

PUT_CODE = """
INSERT INTO notices_phone_code (phone_key, digest, tries, good_until)
VALUES (%(key)s, %(digest)s, 0, %(until)s)
ON CONFLICT (phone_key) DO UPDATE SET
    digest = excluded.digest, tries = 0, good_until = excluded.good_until
"""
# Counted before it is compared, so that many at once are no way round.
COUNT_TRY = """
UPDATE notices_phone_code SET tries = tries + 1
WHERE phone_key = %(key)s AND good_until > %(at)s AND tries < %(most)s
RETURNING digest
"""
TAKE_CODE = "DELETE FROM notices_phone_code WHERE phone_key = %(key)s AND digest = %(digest)s"
FORGET_CODES = "DELETE FROM notices_phone_code WHERE good_until <= %(at)s"

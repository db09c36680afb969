-- What both forms write. An account's columns that change are in no index and a page has room left, so that an update stays
-- within its page (heap-only tuples).
CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  debits_posted bigint NOT NULL DEFAULT 0,
  credits_posted bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE transfers (
  id uuid PRIMARY KEY,
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  ledger integer NOT NULL,
  code smallint NOT NULL,
  created timestamptz NOT NULL DEFAULT now()
);

-- One transfer, one round trip. The row of the transfer goes first, so that accounts are locked for the shortest time, and
-- accounts are locked in the order of their ids, so that no two transfers wait for each other.
CREATE FUNCTION settle(transfer uuid, debited bigint, credited bigint, units bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO transfers (id, debit, credit, amount, ledger, code) VALUES (transfer, debited, credited, units, 978, 1);
  IF debited < credited THEN
    UPDATE accounts SET debits_posted = debits_posted + units WHERE id = debited;
    UPDATE accounts SET credits_posted = credits_posted + units WHERE id = credited;
  ELSE
    UPDATE accounts SET credits_posted = credits_posted + units WHERE id = credited;
    UPDATE accounts SET debits_posted = debits_posted + units WHERE id = debited;
  END IF;
END $$;

-- A body of transfers as one set. The rows are made here, so PostgreSQL is spared receiving and reading them; it gives no
-- answer for each. Transfers are written first, beside those of other connections; then accounts, each once with the sum of
-- what it moves. A body touches most accounts: one lock of the table costs less than thousands of rows', and one that
-- waited sees the accounts as they are then, where row locks would look up each changed row anew.
CREATE FUNCTION settle_body(row_count integer, accounts_count bigint, seed bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[]; debits bigint[]; credits bigint[]; amounts bigint[];
BEGIN
  SELECT array_agg(id), array_agg(1 + debit), array_agg(1 + (debit + distance) % accounts_count), array_agg(amount)
  INTO ids, debits, credits, amounts
  FROM (SELECT encode(int8send(hashint8extended(row, seed)) || int8send(hashint8extended(row, seed + 1)), 'hex')::uuid AS id,
               floor(random() * accounts_count)::bigint AS debit,
               1 + floor(random() * (accounts_count - 1))::bigint AS distance,
               1 + floor(random() * 1000)::bigint AS amount
        FROM generate_series(1, row_count) AS row OFFSET 0) AS drawn;
  INSERT INTO transfers (id, debit, credit, amount, ledger, code)
  SELECT id, debit, credit, amount, 978, 1 FROM unnest(ids, debits, credits, amounts) AS body (id, debit, credit, amount);
  LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE;
  UPDATE accounts SET debits_posted = debits_posted + sums.debit, credits_posted = credits_posted + sums.credit
  FROM (SELECT account, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit
        FROM (SELECT account, amount AS debit, 0::bigint AS credit FROM unnest(debits, amounts) AS d (account, amount)
              UNION ALL SELECT account, 0, amount FROM unnest(credits, amounts) AS c (account, amount)) AS sides
        GROUP BY account ORDER BY account) AS sums
  WHERE accounts.id = sums.account;
END $$;

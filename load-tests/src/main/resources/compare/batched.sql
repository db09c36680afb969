\set seed random(1, 9000000000000000000)
SELECT settle_body(:rows, :accounts, :seed);

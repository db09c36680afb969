\set debit random(1, :accounts)
\set credit 1 + (:debit + random(0, :accounts - 2)) % :accounts
\set amount random(1, 1000)
SELECT settle(gen_random_uuid(), :debit, :credit, :amount);

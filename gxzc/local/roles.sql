-- What the owner creates, the running application may read and write, but never change in shape.
-- Run once per database (and in template1, so that new databases inherit it) by a superuser.
ALTER DEFAULT PRIVILEGES FOR ROLE gxzc_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gxzc;
ALTER DEFAULT PRIVILEGES FOR ROLE gxzc_owner GRANT USAGE, SELECT ON SEQUENCES TO gxzc;

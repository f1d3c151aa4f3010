-- The chain of revisions covers everything that a revision says and did. A form of 1 is a link as it was made before;
-- of 2, one that covers time, names, places and what was taken back. A batch's contents are a digest of the signals it wrote.

ALTER TABLE revisions ADD COLUMN form bigint NOT NULL DEFAULT 1;

ALTER TABLE batches ADD COLUMN contents text COLLATE "C" NOT NULL DEFAULT '';

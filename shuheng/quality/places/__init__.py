"""数据来源: databases in which agencies keep their tables, measured where they stand, read only."""

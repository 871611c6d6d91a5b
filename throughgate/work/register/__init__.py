"""The register of who offers something: companies, clubs, charities and volunteers enter themselves, and are kept alive."""

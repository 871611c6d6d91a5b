"""The composition: Today, the person's page and path, search, navigation. It may know every wing below."""

"""Tables, migrations, and the queries beside them; what comes out are schemas, never rows."""

# API documentation
api-docs-title = API
api-docs-lead = Everything that a page shows, as the same value. Described by OpenAPI.
api-docs-openapi = OpenAPI description
api-docs-begin = Begin
api-docs-token = A program sends an API token with every request. It may do what its role may do.
api-docs-make-token = Make one
api-docs-line = The first request
api-docs-language = The texts are in the language of Accept-Language (en or id). Add day=60 or as_of=2026-11-21 to choose the moment. Every error has one shape: code, message, where, expected, fix.
api-docs-operations = Requests
api-docs-parameter = Parameter
api-docs-type = Type
api-docs-meaning = Meaning
api-docs-required = required
api-docs-answers = Answers with
api-docs-shapes = Values
api-docs-property = Property
faces-nav-api-docs = API

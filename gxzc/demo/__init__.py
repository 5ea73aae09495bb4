"""The demo: people, employers, applications in every state, made by the services that real people use."""

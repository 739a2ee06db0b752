"""A JupyterHub for one review on one Linux host: each person logs in and finds the review's notebooks as apps.

Change the three folders, and `allowed_groups`. docs/hub.md says what has to be there.
"""

import os

REPOSITORY = "/srv/review/pipeline"  # this repository with its environment in .venv; nobody but root writes here
REVIEW = "/srv/review/our-review"  # the folder of the review
NOTEBOOKS = f"{REPOSITORY}/workflow/notebooks"

c = get_config()  # noqa: F821
c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # a reverse proxy on this host brings HTTPS to it
c.ConfigurableHTTPProxy.command = ["/srv/review/hub/node_modules/.bin/configurable-http-proxy"]
c.JupyterHub.cookie_secret_file = "/srv/review/hub/cookie_secret"
c.JupyterHub.db_url = "sqlite:////srv/review/hub/hub.sqlite"

# Accounts of this host; their names are the ids in config.yaml.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"review"}

c.Spawner.cmd = [f"{REPOSITORY}/.venv/bin/jupyterhub-singleuser"]
c.Spawner.notebook_dir = NOTEBOOKS
c.Spawner.default_url = "/voila/tree"  # the list of notebooks, each opens as an app; "/lab" opens JupyterLab
c.Spawner.environment = {
    "REVIEW": REVIEW,
    "PYTHONPATH": REPOSITORY,
    "JUPYTER_PATH": NOTEBOOKS,
    "JUPYTER_CONFIG_PATH": f"{NOTEBOOKS}/jupyter",
}
# What a person writes belongs to her: the group may read it, nobody else may change it.
os.umask(0o027)

"""What the web server loads in each worker."""

import os

from django.core.wsgi import get_wsgi_application

from lianxin.server.supervisor import end_with_parent

if os.environ.get("LIANXIN_SUPERVISED"):
    # A killed web server would leave its workers answering on its port.
    end_with_parent()

application = get_wsgi_application()

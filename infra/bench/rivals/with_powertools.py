"""The list on the resolver of Powertools for AWS Lambda."""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from work import page

app = APIGatewayRestResolver()


@app.get("/parents")
def shown() -> Response[str]:
    return Response(200, "text/html", page(app.current_event.headers["cookie"]))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)

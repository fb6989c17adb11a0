"""The list on FastAPI, through Mangum."""

from fastapi import FastAPI, Header
from fastapi.responses import HTMLResponse
from mangum import Mangum
from work import page

app = FastAPI()


@app.get("/parents", response_class=HTMLResponse)
def shown(cookie: str = Header()) -> str:
    return page(cookie)


handler = Mangum(app, lifespan="off", api_gateway_base_path="/api")

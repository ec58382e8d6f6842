# How programs print an exception that they caught.
import logging
import sys
import traceback


def write(form, error):
    if form == "logging":
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        logging.getLogger("shop.orders").exception("checkout failed")
    elif form == "printed":
        print("checkout failed")
        traceback.print_exc()
    elif form == "json":
        import json

        print(json.dumps({"level": "error", "msg": "checkout failed", "exc_info": "".join(traceback.format_exception(error))}))
    elif form == "loguru":
        from loguru import logger

        logger.remove()
        logger.add(sys.stderr, colorize=False, diagnose=False, backtrace=False)
        logger.exception("checkout failed")
    elif form == "loguru-diagnose":
        from loguru import logger

        logger.remove()
        logger.add(sys.stderr, colorize=False)
        logger.opt(exception=error).error("checkout failed")
    elif form == "structlog":
        import structlog

        structlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.format_exc_info, structlog.dev.ConsoleRenderer(colors=False)])
        structlog.get_logger().exception("checkout failed", order=7)
    elif form == "structlog-json":
        import structlog

        structlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
        structlog.get_logger().exception("checkout failed", order=7)
    elif form == "rich":
        from rich.console import Console

        Console(width=100, color_system=None, stderr=True).print_exception()

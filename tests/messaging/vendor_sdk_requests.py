"""Records what the vendors' own SDKs send, as JSON on standard output.

Runs in an environment of its own, with nothing of this project in it:
    python3 -m venv DIR && DIR/bin/pip install -r tests/messaging/vendor_sdks.txt
    DIR/bin/python tests/messaging/vendor_sdk_requests.py > tests/messaging/data/vendor_sdk_requests.json
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import SendSmsRequest as AliyunRequest
from alibabacloud_tea_openapi.models import Config
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import SendSmsRequest as TencentRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

KEY_ID, SECRET = "vendor-test-key-id", "vendor-test-secret"
MOBILE, SIGN = "13900000001", "广西职称"
VALUES = {"kind": "职称认定", "office": "钦州市职改办 & “测试”+~*"}
ANSWERS = {
    "aliyun": {"Code": "OK", "Message": "OK", "BizId": "900619746936498440^0", "RequestId": "A"},
    "tencent": {
        "Response": {
            "SendStatusSet": [{"Code": "Ok", "SerialNo": "5000:1", "Message": "ok"}],
            "RequestId": "T",
        }
    },
}


def recorded(vendor, call):
    """Run `call(port)` against a server that keeps the request and answers as the vendor does."""
    kept = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept.update(path=self.path, headers=dict(self.headers.items()), body=body.decode())
            answer = json.dumps(ANSWERS[vendor]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    call(server.server_port)
    server.shutdown()
    return kept


def aliyun(port):
    config = Config(access_key_id=KEY_ID, access_key_secret=SECRET, protocol="http")
    config.endpoint = f"127.0.0.1:{port}"
    request = AliyunRequest(
        phone_numbers=MOBILE,
        sign_name=SIGN,
        template_code="SMS_100001",
        template_param=json.dumps(VALUES, ensure_ascii=False),
        out_id="delivery-1",
    )
    assert Client(config).send_sms(request).body.code == "OK"


def tencent(port):
    profile = ClientProfile(httpProfile=HttpProfile(endpoint=f"127.0.0.1:{port}", protocol="http"))
    request = TencentRequest()
    request.PhoneNumberSet = ["+86" + MOBILE]
    request.SmsSdkAppId = "1400000000"
    request.SignName = SIGN
    request.TemplateId = "100001"
    request.TemplateParamSet = list(VALUES.values())
    request.SessionContext = "delivery-1"
    answer = SmsClient(Credential(KEY_ID, SECRET), "ap-guangzhou", profile).SendSms(request)
    assert answer.SendStatusSet[0].Code == "Ok"


json.dump(
    {
        "key_id": KEY_ID,
        "secret": SECRET,
        **{vendor: recorded(vendor, call) for vendor, call in (("aliyun", aliyun), ("tencent", tencent))},
    },
    sys.stdout,
    ensure_ascii=False,
    indent=1,
)

package dev.podium.torch;

import dev.podium.ApiTxt;
import org.junit.jupiter.api.Test;

class ApiTest {

    @Test
    void exports_what_api_txt_says() throws Exception {
        ApiTxt.check();
    }
}
